import { Numbered } from '../plan/numbered.ts';
import type { HostPlan, Look, Step, Subject } from '../plan/port-plan.ts';
import { firstValue, hostPattern } from '../plan/text-pattern.ts';
import { block, quotedPattern } from './quoted.ts';

/**
 * Chooses a step of a port by maps alone. Every look is a variable of its own that is 1 or 0; a host joins the bits of its looks to one key
 * and tries one expression per step, in order: that is what a map does with regular expressions.
 */
export class RequestTexts {
  readonly #looks = new Numbered<Omit<Look, 'wanted'>>('wb_look_');
  readonly #parameters = new Numbered<string>('wb_parameter_');
  readonly #choices: string[] = [];

  /** Adds the maps of a port; the variable `$name` then holds what `nameOf` calls the chosen step, or nothing. */
  choose(name: string, hosts: readonly HostPlan[], nameOf: (step: Step) => string): void {
    const rows = hosts.map(({ pattern, steps }, index) => {
      const variable = `${name}_host_${index}`;
      this.#choices.push(...this.#chooseStep(variable, steps, nameOf));
      return `${quotedPattern(`~${hostPattern(pattern)}`)} $${variable};`;
    });
    this.#choices.push(...block(`map $host $${name}`, [...rows, 'default "";']));
  }

  #chooseStep(variable: string, steps: readonly Step[], nameOf: (step: Step) => string): readonly string[] {
    const bits = [...new Set(steps.flatMap(({ looks }) => looks.map((look) => this.#bit(look))))];
    const rows = steps.map((step) => {
      const wanted = new Map(step.looks.map((look) => [this.#bit(look), look.wanted ? '1' : '0']));
      // Two looks at one bit that want different things: nothing can show both.
      const isContrary = step.looks.some((look) => wanted.get(this.#bit(look)) !== (look.wanted ? '1' : '0'));
      const key = bits.map((bit) => wanted.get(bit) ?? '.').join('');
      return isContrary ? [] : [`"~^-${key}$" ${nameOf(step)};`];
    });
    return block(`map "-${bits.map((bit) => `\${${bit}}`).join('')}" $${variable}`, [...rows.flat(), 'default "";']);
  }

  #bit({ at, pattern, takesEmpty }: Look): string {
    if (at.on === 'parameter') this.#parameters.nameOf(at.name);
    return this.#looks.nameOf({ at, pattern, takesEmpty });
  }

  /** The maps of everything that was asked for. */
  lines(): readonly string[] {
    const parameters = this.#parameters
      .all()
      .flatMap(({ name, item }) => block(`map $args $${name}`, [`${quotedPattern(`~${firstValue(item)}`)} $1;`, 'default "";']));
    const looks = this.#looks
      .all()
      .flatMap(({ name, item }) =>
        block(`map ${this.#variable(item.at)} $${name}`, [
          ...(item.takesEmpty ? ['"" 1;'] : []),
          `${quotedPattern(`~${item.pattern}`)} 1;`,
          'default 0;',
        ]),
      );
    return [...parameters, ...looks, ...this.#choices];
  }

  #variable(at: Subject): string {
    switch (at.on) {
      case 'path':
        return '$wb_path';
      case 'method':
        return '$request_method';
      case 'authority':
        return '$http_host';
      case 'query':
        return '$args';
      case 'header':
        return `$http_${at.name.toLowerCase().replaceAll('-', '_')}`;
      case 'parameter':
        return `$${this.#parameters.nameOf(at.name)}`;
    }
  }
}
