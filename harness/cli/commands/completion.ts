import type { CommandSpec } from './command.ts';

/** `weighbridge completion SHELL`: what makes a shell complete verbs, options and their values. */
export const COMPLETION = {
  verb: 'completion',
  usage: 'completion <shell>',
  describe: 'Print a script that makes bash, zsh or fish complete commands, options and their values',
  positional: { name: 'shell', describe: 'bash, zsh or fish' },
  options: [],
  examples: [
    ['completion bash > ~/.weighbridge.bash', 'then add to ~/.bashrc: source ~/.weighbridge.bash'],
    ['completion zsh > ~/.weighbridge.zsh', 'then add to ~/.zshrc, behind compinit: source ~/.weighbridge.zsh'],
    ['completion fish > ~/.config/fish/completions/weighbridge.fish', 'and nothing else'],
  ],
} as const satisfies CommandSpec;
