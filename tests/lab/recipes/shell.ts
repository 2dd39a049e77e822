import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** How one command of a session ended. */
export interface Answered {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell that stays open, as a reader's does: variables, background jobs and the folder last from one command to the next. */
export interface Shell {
  run(command: string): Promise<Answered>;
  /** Ends the shell and everything that it left running. */
  end(): Promise<void>;
}

/** Longest a single command may take. */
const LIMIT_MS = 120_000;
/** What has not ended by then after being asked is killed. */
const GRACE_MS = 5000;

/** Starts bash in a folder, in a process group of its own. */
export function startShell(folder: string, env: NodeJS.ProcessEnv): Shell {
  const child = spawn('bash', ['--noprofile', '--norc'], { cwd: folder, env, stdio: 'pipe', detached: true });
  const texts = { stdout: '', stderr: '' };
  let arrived = (): void => {};
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      texts[name] += chunk;
      arrived();
    });
  }
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const run = async (command: string): Promise<Answered> => {
    const mark = randomUUID();
    const ended = new RegExp(`\\n${mark} (\\d+)\\n`);
    texts.stdout = '';
    texts.stderr = '';
    // Commands must not read the rest of what is typed.
    child.stdin.write(`{ ${command}\n} < /dev/null\nprintf '\\n%s %s\\n' ${mark} $?\n`);
    const exitCode = await new Promise<number>((resolve, reject) => {
      const late = () => reject(new Error(`${command}: not ended after ${LIMIT_MS} ms\n${texts.stdout}\n${texts.stderr}`));
      const timer = setTimeout(late, LIMIT_MS);
      arrived = () => {
        const code = ended.exec(texts.stdout)?.[1];
        if (code === undefined) return;
        clearTimeout(timer);
        resolve(Number(code));
      };
      closed.then(() => {
        clearTimeout(timer);
        reject(new Error(`${command}: the shell ended\n${texts.stderr}`));
      });
    });
    return { exitCode, stdout: texts.stdout.replace(ended, ''), stderr: texts.stderr };
  };
  const signal = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // Nothing of the group is left.
    }
  };
  const end = async (): Promise<void> => {
    child.stdin.destroy();
    signal('SIGTERM');
    const killer = setTimeout(() => signal('SIGKILL'), GRACE_MS);
    await closed;
    clearTimeout(killer);
  };
  return { run, end };
}
