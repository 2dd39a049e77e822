/** What the system, Node's loader and its threads say when the process, or the machine, may open no more files. */
const WORDS = /\b(EMFILE|ENFILE)\b|too many open files/i;

/**
 * What to say of an error that came from a lack of file handles, wherever it struck: a module that is loaded late, a thread, a program
 * that is started. Null for any other error. Connections that lack handles never get here: they wait.
 */
export function handlesMessage(error: unknown): string | null {
  const words = error instanceof Error ? error.message : String(error);
  if (!WORDS.test(words)) return null;
  return `this machine lets the program open no more files (${words}); raise the limit (ulimit -n), or use fewer threads (--threads)`;
}
