/**
 * A closed JSON Schema of a kind, or of a part of one. Besides the words of JSON Schema it knows five of our own (`validator.ts`), which
 * stand for what a CRD says in other ways, so that each fault is one error and not a tree of alternatives that failed.
 */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly uniqueItems?: boolean;
  /** Groups of fields of which at most one may be set: the `oneOf` of protobuf messages. */
  readonly atMostOne?: readonly (readonly string[])[];
  /** Fields that together tell the items of a list apart: `x-kubernetes-list-map-keys`. */
  readonly uniqueBy?: readonly string[];
  /** A duration as Go writes it (`1m30s`), at least so many milliseconds. */
  readonly durationMs?: number;
  /** Bytes as base64 text: `format: byte`. */
  readonly base64?: boolean;
  /** What to write, for a value whose form is wrong: `small letters, digits and -`. */
  readonly says?: string;
}

type Limits = Omit<Schema, 'type' | 'properties' | 'required' | 'items'>;

/** A set of known fields; anything else is a fault. `required` names those that must be there, separated by blanks. */
export const object = (properties: Readonly<Record<string, Schema>>, required = '', limits: Limits = {}): Schema => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...(required === '' ? {} : { required: required.split(' ') }),
  ...limits,
});

/** A set of fields with free names. */
export const map = (values: Schema, limits: Limits = {}): Schema => ({ type: 'object', additionalProperties: values, ...limits });
export const list = (items: Schema, limits: Limits = {}): Schema => ({ type: 'array', items, ...limits });
export const text = (limits: Limits = {}): Schema => ({ type: 'string', ...limits });
export const choice = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const number = (limits: Limits = {}): Schema => ({ type: 'number', ...limits });
export const duration = (durationMs = 1): Schema => ({ type: 'string', durationMs });
export const flag: Schema = { type: 'boolean' };

/** Whole numbers. The API server leaves `format: int32` alone, but the Go types behind it cannot hold more. */
export const int32 = (minimum = -2_147_483_648, maximum = 2_147_483_647): Schema => ({ type: 'integer', minimum, maximum });
export const uint32: Schema = int32(0, 4_294_967_295);
export const int64 = (minimum = Number.MIN_SAFE_INTEGER): Schema => ({ type: 'integer', minimum });
/** `x-kubernetes-int-or-string`: a port's number or name, a number of pods or `25%`. */
export const intOrText: Schema = { type: ['integer', 'string'] };

/** Fields that decide nothing about routing and that are not looked into; a typo in them is not found. */
export const open: Schema = { type: 'object' };
export const openList: Schema = { type: 'array', items: open };
