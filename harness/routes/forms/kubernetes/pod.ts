import { manifest } from '../metadata.ts';
import { podSpec } from './pod-spec.ts';

export const pod = manifest(podSpec);
