import { GATE_OPTIONS } from '../harness/cli/gate-options.ts';
import { OPTIONS, type OptionName } from '../harness/cli/options.ts';

/** Values as they are typed on the command line; YAML makes numbers of some of them. */
const TYPED = { type: ['string', 'number'] };

function fieldOf(name: OptionName) {
  const option = OPTIONS[name];
  const description = 'initial' in option ? `${option.describe} (default: ${option.initial})` : option.describe;
  if (option.kind === 'flag') return { description, type: 'boolean' };
  if (option.kind === 'list') return { description, type: ['string', 'number', 'array'], items: TYPED, minItems: 1 };
  return { description, ...TYPED, ...('choices' in option ? { enum: [...option.choices] } : {}) };
}

/** The JSON Schema of `weighbridge/gates/v1`, from the options that a gate may set. */
export function gatesSchema(): string {
  const target = { description: 'tcp://host:port, http://…, https://…, grpc://host:port or grpcs://…', ...TYPED };
  const options = Object.fromEntries(GATE_OPTIONS.map((name) => [name, fieldOf(name)]));
  const name = {
    description: 'What reports and --gate call this gate',
    ...TYPED,
    pattern: '^(?=.*\\S)[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]{1,100}$',
  };
  const eitherOr = (...names: readonly string[]) => ({ not: { type: 'object', required: names } });
  const choices = { allOf: [eitherOr('target', 'lab'), eitherOr('expect', 'routes')] };
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'weighbridge/gates/v1',
    title: 'Gates',
    description: 'Gates that weighbridge verify --config runs one after another and judges together.',
    type: 'object',
    additionalProperties: false,
    required: ['gates'],
    properties: {
      schema: { description: 'The form of this file', const: 'weighbridge/gates/v1' },
      defaults: {
        description: 'Fields of every gate that does not set them itself',
        type: 'object',
        additionalProperties: false,
        ...choices,
        properties: { target, ...options },
      },
      gates: { description: 'The gates, in the order they run', type: 'array', minItems: 1, items: { $ref: '#/$defs/gate' } },
    },
    $defs: {
      gate: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        ...choices,
        properties: { name, target, ...options },
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
