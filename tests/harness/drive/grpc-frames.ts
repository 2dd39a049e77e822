/** A message as it goes over the wire: RFC-less, but in every gRPC implementation the same five bytes before it. */
export function framed(message: Buffer, flag = 0): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt8(flag, 0);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

/** A `HelloReply` with this line, of up to 127 bytes. */
export function reply(line: string): Buffer {
  const text = Buffer.from(line);
  return Buffer.concat([Buffer.from([0x0a, text.length]), text]);
}
