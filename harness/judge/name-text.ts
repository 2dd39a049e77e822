const SHOWN_CHARACTERS = 48;

/** Text from the network for a message: short, on one line, nothing that a terminal acts on. */
export const printableText = (text: string, limit: number = SHOWN_CHARACTERS): string => {
  const characters = [...text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '?')];
  return characters.length > limit ? `${characters.slice(0, limit).join('')}…` : characters.join('');
};

/** `v1`, `v1 and v2`, `v1, v2 and 7 more`. */
export const listText = (items: readonly string[], most = 3): string => {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${items.length - most + 1} more`] : [...items];
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
};
