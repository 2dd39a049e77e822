import type { Problem } from '../../model/routes-report.ts';
import { shown } from '../../text/shown.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { note } from '../problem.ts';
import type { Container } from './cluster.ts';
import { objectText } from './object-text.ts';
import { at, listAt, textAt, textsAt, wholeAt } from './written.ts';

type Path = readonly (string | number)[];

/**
 * The containers of a pod, and those init containers that keep running beside them (`restartPolicy: Always`). `podPath` leads to the pod's
 * spec. What they are told by objects that are not read (ConfigMaps, Secrets) is left out and noted.
 */
export function readContainers(
  object: ManifestObject,
  podPath: Path,
): { containers: readonly Container[]; problems: readonly Problem[] } {
  const read = (list: string) =>
    listAt(object.value, ...podPath, list).map((value, index) => ({ value, path: [...podPath, list, index] }));
  const running = [
    ...read('containers'),
    ...read('initContainers').filter(({ value }) => textAt(value, 'restartPolicy') === 'Always'),
  ];
  return {
    containers: running.map(({ value, path }) => readContainer(object, value, path)),
    problems: running.flatMap(({ value, path }) => unreadEnvironment(object, value, path)),
  };
}

const readContainer = (object: ManifestObject, value: unknown, path: Path): Container => ({
  name: textAt(value, 'name') ?? '',
  image: textAt(value, 'image'),
  command: textsAt(value, 'command'),
  args: textsAt(value, 'args'),
  env: listAt(value, 'env').flatMap((item, index) => {
    const text = environmentValue(item);
    return text === null ? [] : [{ name: textAt(item, 'name') ?? '', value: text, place: object.placeOf(...path, 'env', index) }];
  }),
  ports: listAt(value, 'ports').flatMap((item) => {
    const port = wholeAt(item, 'containerPort');
    return port === null ? [] : [{ name: textAt(item, 'name'), port }];
  }),
  place: object.placeOf(...path),
});

/** Null: the value stands in an object that is not read. A variable without any value is empty, as Kubernetes has it. */
function environmentValue(item: unknown): string | null {
  const ownField = textAt(item, 'valueFrom', 'fieldRef', 'fieldPath');
  if (ownField !== null) return `$(${ownField})`;
  const from = at(item, 'valueFrom');
  return from === undefined || from === null ? (textAt(item, 'value') ?? '') : null;
}

function unreadEnvironment(object: ManifestObject, value: unknown, path: Path): Problem[] {
  const items = listAt(value, 'env');
  const names = items.filter((item) => environmentValue(item) === null).map((item) => shown(textAt(item, 'name') ?? ''));
  const isWhole = listAt(value, 'envFrom').length > 0;
  if (names.length === 0 && !isWhole) return [];
  const what = [...names.slice(0, 5), ...(names.length > 5 ? ['more'] : []), ...(isWhole ? ['envFrom'] : [])].join(', ');
  const first = items.findIndex((item) => environmentValue(item) === null);
  const place = first < 0 ? object.placeOf(...path, 'envFrom') : object.placeOf(...path, 'env', first);
  const container = shown(textAt(value, 'name') ?? '');
  const text = `${objectText(object)}: container ${container} takes ${what} from objects that are not read`;
  return [
    note(
      'environment-not-read',
      place,
      text,
      'nothing to do for routes; write plain values where a container started from these files needs them',
    ),
  ];
}
