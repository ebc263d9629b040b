/** Where an object is: resource "apps/deployments" ("/pods" in the core group), namespace ("" if none), name. */
export interface ObjectKey {
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
}
