import type { PathEdit, Step, StepAction } from '../plan/port-plan.ts';
import { literal } from '../plan/text-pattern.ts';
import { block, literalText, quotedPattern } from './quoted.ts';
import type { Targets } from './targets.ts';

/** What every chosen step means, as maps from its name: where the request goes, under which address and host, or where it is sent back to. */
export class StepRows {
  readonly #targets: Targets;
  readonly #rows = { target: [] as string[], uri: [] as string[], host: [] as string[], location: [] as string[] };
  readonly #edits: string[] = [];
  readonly #answers = new Map<string, string>([['status_404', 'return 404;']]);
  #count = 0;

  constructor(targets: Targets) {
    this.#targets = targets;
  }

  /** Adds a step and names it. */
  nameOf({ action }: Step): string {
    const name = `step_${this.#count}`;
    this.#count += 1;
    this.#rows.target.push(`${name} ${this.#targetOf(name, action)};`);
    if (action.kind !== 'respond' && action.path !== null) {
      this.#edits.push(...editMap(`wb_uri_of_${name}`, action.path));
      this.#rows.uri.push(`${name} $wb_uri_of_${name};`);
    }
    return name;
  }

  #targetOf(name: string, action: StepAction): string {
    switch (action.kind) {
      case 'forward':
        this.#statuses(action.split.parts.flatMap((part) => (part.kind === 'status' ? [part.status] : [])));
        if (action.host !== null) this.#rows.host.push(`${name} "${literalText(action.host)}";`);
        return this.#targets.nameOf(action.split);
      case 'respond':
        this.#statuses([action.status]);
        return `status_${action.status}`;
      case 'redirect':
        this.#answers.set(`redirect_${action.status}`, `return ${action.status} $wb_location;`);
        this.#rows.location.push(`${name} "${location(action)}";`);
        return `redirect_${action.status}`;
    }
  }

  #statuses(statuses: readonly number[]): void {
    for (const status of statuses) this.#answers.set(`status_${status}`, `return ${status};`);
  }

  /** Maps from `$wb_step`. */
  lines(): readonly string[] {
    const { target, uri, host, location: locations } = this.#rows;
    return [
      ...this.#edits,
      ...block('map $wb_step $wb_target', [...target, 'default status_404;']),
      ...block('map $wb_step $wb_uri', [...uri, 'default $request_uri;']),
      ...block('map $wb_step $wb_authority', [...host, 'default $http_host;']),
      ...block('map $wb_step $wb_location', [...locations, 'default "";']),
    ];
  }

  /** What a server answers by itself, before any proxying; `return` takes no variable for the status. */
  answers(): readonly string[] {
    return [...this.#answers].map(([target, answer]) => `if ($wb_target = ${target}) { ${answer} }`);
  }
}

/** The address of the request with its path changed; the query stays, unless the new path brings one. */
function editMap(variable: string, { cut, ignoreCase, value }: PathEdit): readonly string[] {
  const text = literalText(value);
  const flag = ignoreCase ? '(?i)' : '';
  if (cut === null) {
    const rest = value.includes('?') ? '' : '$1';
    return block(`map $request_uri $${variable}`, [
      `${quotedPattern('~^[^?]*(.*)$')} "${text === '' ? '/' : text}${rest}";`,
      'default /;',
    ]);
  }
  const pattern = `~${flag}^${literal(cut)}`;
  const emptied = value === '' ? [`${quotedPattern(`${pattern}(\\?.*)?$`)} "/$1";`] : [];
  return block(`map $request_uri $${variable}`, [
    ...emptied,
    `${quotedPattern(`${pattern}(.*)$`)} "${text}$1";`,
    'default $request_uri;',
  ]);
}

function location({ scheme, host, port }: Extract<StepAction, { kind: 'redirect' }>): string {
  if (host === null && port === 'asked') return `${scheme}://\${http_host}\${wb_uri}`;
  const name = host === null ? '$host' : literalText(host);
  return `${scheme}://${name}${typeof port === 'number' ? `:${port}` : ''}\${wb_uri}`;
}
