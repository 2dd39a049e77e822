/** Weights by version, or in the order of the versions, or as the command line writes them. */
export type Weights = string | Readonly<Record<string, number | string>> | readonly (number | string)[];
