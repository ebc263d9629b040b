/** What someone wants to do. */
export type Attributes =
  | {
      readonly kind: "resource";
      readonly verb: string;
      readonly group: string;
      readonly version: string;
      readonly resource: string;
      readonly subresource: string;
      /** "": at the cluster scope. */
      readonly namespace: string;
      readonly name: string;
    }
  | { readonly kind: "path"; readonly verb: string; readonly path: string };

/** "pods/status" */
export function resourceWithSub({
  resource,
  subresource,
}: {
  readonly resource: string;
  readonly subresource: string;
}): string {
  return subresource === "" ? resource : `${resource}/${subresource}`;
}
