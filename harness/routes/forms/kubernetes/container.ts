import { choice, flag, int32, list, object, open, openList, type Schema, text } from '../schema.ts';
import { probe } from './probe.ts';

const port = object(
  {
    name: text({ maxLength: 15 }),
    containerPort: int32(1, 65_535),
    hostPort: int32(0, 65_535),
    hostIP: text(),
    protocol: choice('TCP', 'UDP', 'SCTP'),
  },
  'containerPort',
);

/**
 * `Container` of core/v1. What a container is, listens on and answers probes with is closed; what it mounts, may do and may use is left
 * open: no route depends on it.
 */
export const container: Schema = object(
  {
    name: text({ minLength: 1 }),
    image: text(),
    imagePullPolicy: choice('Always', 'IfNotPresent', 'Never'),
    command: list(text()),
    args: list(text()),
    workingDir: text(),
    env: list(object({ name: text({ minLength: 1 }), value: text(), valueFrom: open }, 'name')),
    envFrom: openList,
    ports: list(port),
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    lifecycle: open,
    resources: open,
    resizePolicy: openList,
    restartPolicy: text(),
    restartPolicyRules: openList,
    securityContext: open,
    stdin: flag,
    stdinOnce: flag,
    tty: flag,
    terminationMessagePath: text(),
    terminationMessagePolicy: choice('File', 'FallbackToLogsOnError'),
    volumeDevices: openList,
    volumeMounts: openList,
  },
  'name',
);
