import type { Problem, ProblemSeverity } from '../model/routes-report.ts';
import { readCluster } from './cluster/read-cluster.ts';
import { readManifests } from './documents/read-manifests.ts';
import { checkForms } from './forms/check-forms.ts';
import { readGatewayApi } from './gateway-api/read-gateway-api.ts';
import { readIstio } from './istio/read-istio.ts';
import { lintTable } from './lint/lint-table.ts';
import type { ManifestText } from './manifest-object.ts';
import { oneMesh } from './one-mesh.ts';
import type { RouteTable } from './route-table.ts';

/**
 * Manifests of one cluster into one route table: documents, forms, what runs, the rules of both APIs, and what looks suspicious.
 *
 * @param namespace of objects that name none
 * @returns everything that could be read, with all problems; nothing is thrown for what a file contains
 */
export function readRoutes(texts: readonly ManifestText[], namespace: string): RouteTable {
  const documents = readManifests(texts, namespace);
  const forms = checkForms(documents.objects);
  const cluster = readCluster(forms.objects);
  const istio = readIstio(forms.objects, cluster);
  const gatewayApi = readGatewayApi(forms.objects, cluster);
  const mesh = oneMesh([...istio.entries, ...gatewayApi.entries]);
  const table = { entries: mesh.entries, services: cluster.services, policies: istio.policies };
  const found = [documents, forms, cluster, istio, gatewayApi, mesh, { problems: lintTable(table) }];
  return {
    ...table,
    problems: inOrder(
      found.flatMap(({ problems }) => problems),
      texts,
    ),
  };
}

const SEVERITIES: readonly ProblemSeverity[] = ['error', 'missing', 'warning', 'note'];

/** By severity, in it by file, as the files were given, and by line; what is equal stays in the order it was found. */
function inOrder(problems: readonly Problem[], texts: readonly ManifestText[]): readonly Problem[] {
  const rank = new Map(texts.map(({ file }, index) => [file, index]));
  return problems.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      (rank.get(a.place.file) ?? 0) - (rank.get(b.place.file) ?? 0) ||
      a.place.line - b.place.line,
  );
}
