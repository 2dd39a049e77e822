import type { ManifestObject } from '../manifest-object.ts';
import type { Change } from './change.ts';
import { editObject, valueAt } from './edit-object.ts';
import type { ImageChange } from './kustomization.ts';

type Path = readonly (string | number)[];

/** `registry:5000/name:tag@digest` in its parts; only what stands behind the last slash is a tag. */
const IMAGE = /^(?<name>.*?)(?<tag>:[^:/@]+)?(?<digest>@.+)?$/s;

const newImage = (image: string, changes: readonly ImageChange[]): string =>
  changes.reduce((written, { name, newName, newTag, digest }) => {
    const parts = IMAGE.exec(written)?.groups ?? {};
    if (parts.name !== name) return written;
    const isPinned = newTag !== null || digest !== null;
    const tag = newTag !== null ? `:${newTag}` : isPinned ? '' : (parts.tag ?? '');
    const pin = digest !== null ? `@${digest}` : isPinned ? '' : (parts.digest ?? '');
    return `${newName ?? name}${tag}${pin}`;
  }, image);

/** Where the specification of a pod stands, by kind: Deployments and the like, CronJobs, Pods. */
const POD_SPECS: readonly Path[] = [['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec'], ['spec']];

/** The paths of all images of an object that are texts. */
const imagePaths = (object: ManifestObject): readonly Path[] =>
  POD_SPECS.flatMap((pod) => ['containers', 'initContainers'].map((list) => [...pod, list]))
    .flatMap((list): readonly Path[] => {
      const containers = valueAt(object.value, list);
      return Array.isArray(containers) ? containers.map((_, index) => [...list, index, 'image']) : [];
    })
    .filter((path) => typeof valueAt(object.value, path) === 'string');

/** Gives containers another image (kustomize, `images`). The place stays that of the container's field. */
export const setImages =
  (images: readonly ImageChange[]): Change =>
  (object) => {
    if (images.length === 0) return object;
    return imagePaths(object).reduce((changed, path) => {
      const image = String(valueAt(object.value, path));
      const next = newImage(image, images);
      return next === image ? changed : editObject(changed, path, next, object.placeOf(...path));
    }, object);
  };
