/** What of an app's tree holds warnings. */
interface Annotated {
  readonly node: {
    readonly path: string;
    readonly metadata: readonly { readonly type: string; readonly data: unknown }[];
  };
}

/** The type under which cdktf keeps a warning in a construct's metadata; its own command line prints them. */
const WARNING = "@cdktf/warn";

/** The warnings of constructs, in their order, each once. */
export function warningsOf(constructs: readonly Annotated[]): readonly string[] {
  const warnings = constructs.flatMap(({ node: { path, metadata } }) =>
    metadata.flatMap(({ type, data }) => (type === WARNING ? [`Warning: ${String(data)} (at ${path})`] : [])),
  );
  return [...new Set(warnings)];
}
