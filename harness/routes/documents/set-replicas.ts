import type { Problem } from '../../model/routes-report.ts';
import type { ManifestObject } from '../manifest-object.ts';
import { error } from '../problem.ts';
import type { Change } from './change.ts';
import { editObject } from './edit-object.ts';
import type { Kustomization, ReplicaChange } from './kustomization.ts';

const SCALABLE = /^(Deployment|ReplicaSet|StatefulSet|ReplicationController)$/;

const isScaledBy = (object: ManifestObject, { name }: ReplicaChange): boolean =>
  SCALABLE.test(object.kind) && object.name === name;

/** Gives workloads another number of pods (kustomize, `replicas`). */
export const setReplicas =
  (replicas: readonly ReplicaChange[]): Change =>
  (object) =>
    replicas
      .filter((change) => isScaledBy(object, change))
      .reduce((changed, { count, place }) => editObject(changed, ['spec', 'replicas'], count, place), object);

/** A replica count for a workload that is not there: kustomize refuses that. */
export const idleReplicas = (objects: readonly ManifestObject[], { replicas }: Kustomization): readonly Problem[] =>
  replicas
    .filter((change) => !objects.some((object) => isScaledBy(object, change)))
    .map(({ name, place }) => {
      const text = `replicas: no Deployment, StatefulSet or ReplicaSet is called ${name}`;
      return error('kustomize-no-match', place, text, 'write the name of a workload among the resources');
    });
