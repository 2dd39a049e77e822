import { createWriteStream } from 'node:fs';

/** The file that all pods with evidence write to. */
export interface EvidenceLog {
  /** Takes what one pod prints, in pieces as they come. Lines are written whole: several pods share the file. */
  writer(): (text: string) => void;
  /** Resolves with why, when the file cannot be written. */
  readonly failed: Promise<string>;
  /** Resolves when everything is written; a second call does nothing. */
  close(): Promise<void>;
}

/** Opens the file at its end. */
export function openEvidenceLog(path: string): EvidenceLog {
  const file = createWriteStream(path, { flags: 'a' });
  const failed = new Promise<string>((resolve) => {
    file.once('error', ({ message }) => resolve(`the log of the mirrors cannot be written: ${message}`));
  });
  const closed = new Promise<void>((resolve) => {
    file.once('close', resolve);
  });
  const writer = () => {
    let begun = '';
    return (text: string) => {
      const end = text.lastIndexOf('\n') + 1;
      if (end > 0 && file.writable) file.write(begun + text.slice(0, end));
      begun = end > 0 ? text.slice(end) : begun + text;
    };
  };
  const close = () => {
    file.end();
    return closed;
  };
  return { writer, failed, close };
}
