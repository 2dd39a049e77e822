/** A part of an Envoy configuration: plain JSON, field names as in the v3 API. */
export type Json = string | number | boolean | readonly Json[] | { readonly [field: string]: Json | undefined };

/** A fixed type of an extension, as `typed_config` wants it. */
export const typed = (type: string, fields: { readonly [field: string]: Json | undefined } = {}): Json => ({
  '@type': `type.googleapis.com/${type}`,
  ...fields,
});

/** Milliseconds as a protobuf duration: `1.5s`. Nine digits at most, and never an exponent, which protobuf does not read. */
export const duration = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(9).replace(/\.?0+$/, '')}s`;

/** `10.0.0.1:80` as a socket address. */
export const socketAddress = ({ host, port }: { readonly host: string; readonly port: number }): Json => ({
  socket_address: { address: host, port_value: port },
});
