import { it } from 'node:test';
import { skipWithout } from '../parts.ts';
import { follow } from './follow.ts';
import { readPage } from './page.ts';
import { readerEnvironment, readerFolder } from './reader-folder.ts';
import { startShell } from './shell.ts';
import { withFreePorts } from './with-ports.ts';

it('nginx.md leads to what it says', { skip: skipWithout('nginx'), timeout: 120_000 }, async (context) => {
  const page = readPage('nginx.md', await withFreePorts([9001, 9002, 8080]));
  const { folder, bin, remove } = readerFolder(page);
  context.after(remove);
  const shell = startShell(folder, readerEnvironment(bin));
  context.after(() => shell.end());
  await follow(page, shell);
});
