import { manifest, metadata } from '../metadata.ts';
import { choice, flag, int32, int64, intOrText, object, type Schema } from '../schema.ts';
import { labelSelector } from './label-selector.ts';
import { podSpec } from './pod-spec.ts';

const fields = {
  replicas: int32(0),
  selector: labelSelector,
  template: object({ metadata, spec: podSpec }, 'spec'),
  strategy: object({
    type: choice('Recreate', 'RollingUpdate'),
    rollingUpdate: object({ maxSurge: intOrText, maxUnavailable: intOrText }),
  }),
  minReadySeconds: int32(0),
  paused: flag,
  progressDeadlineSeconds: int32(0),
  revisionHistoryLimit: int32(0),
};

/** `DeploymentSpec` of apps/v1. */
export const deployment: Schema = manifest(object(fields, 'selector template'));

/** Of extensions/v1beta1, apps/v1beta1 and apps/v1beta2: a selector was made from the labels of the template. */
export const oldDeployment: Schema = manifest(object({ ...fields, rollbackTo: object({ revision: int64() }) }, 'template'));
