/**
 * Short names for things of a configuration, in the order in which they are met: what the manifests call them may hold anything. Equal
 * things share a name.
 */
export class Numbered<Item> {
  readonly #items = new Map<string, { readonly name: string; readonly item: Item }>();
  readonly #prefix: string;
  readonly #keyOf: (item: Item) => string;

  constructor(prefix: string, keyOf: (item: Item) => string = JSON.stringify) {
    this.#prefix = prefix;
    this.#keyOf = keyOf;
  }

  /** The name of an item, a new one where it is met for the first time. */
  nameOf(item: Item): string {
    const key = this.#keyOf(item);
    const known = this.#items.get(key);
    if (known !== undefined) return known.name;
    const name = `${this.#prefix}${this.#items.size}`;
    this.#items.set(key, { name, item });
    return name;
  }

  /** Everything that has a name. */
  all(): readonly { readonly name: string; readonly item: Item }[] {
    return [...this.#items.values()];
  }
}
