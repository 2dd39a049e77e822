/** Where a rule is read for: one server of a gateway, or the sidecars. */
export interface WayIn {
  /** `NAMESPACE/NAME`, or `mesh`. */
  readonly gateway: string;
  /** Port of the listener; null in the mesh, where every service has its own. */
  readonly port: number | null;
  /** Whether the listener takes TLS off. */
  readonly isTls: boolean;
  /** Labels that the pods of the gateway are known to carry; null in the mesh. */
  readonly labels: ReadonlyMap<string, string> | null;
}
