import process from 'node:process';

/** The version of the package; a test holds it against package.json. */
export const VERSION = '0.1.0';

/** What runs it: `Node v24.21.0, linux x64`. */
export const NODE = `Node ${process.version}, ${process.platform} ${process.arch}`;
