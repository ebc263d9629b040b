import type { Method, MethodTable } from "../../../wire/grpc/method";
import { type AttributePath, type Diagnostic, tfplugin6 } from "../../../wire/tfplugin6/generated/tfplugin6";

/** The answers that carry diagnostics and are part of a plan. */
const RESPONSES = [
  "ValidateProviderConfig",
  "ValidateResourceConfig",
  "ValidateDataResourceConfig",
  "ConfigureProvider",
  "UpgradeResourceState",
  "ReadResource",
  "PlanResourceChange",
  "ImportResourceState",
  "MoveResourceState",
  "ReadDataSource",
] as const;

/** The mark at the end of a detail: no core writes such a text. */
const MARK = / ?⟦(\d+)⟧/;

/**
 * Methods whose diagnostics carry a number at the end of their detail. A core passes details on as they are, but not the
 * path that came with them: by the number it is found again.
 */
export class MarkedMethods {
  readonly methods: MethodTable;
  readonly #attributes: string[] = [];

  constructor(methods: MethodTable) {
    this.methods = new Map([...methods].map(([path, method]) => [path, this.#marked(path, method)]));
  }

  /** The text without its mark, and the path that came with it; undefined where no provider told it. */
  unmark(detail: string): { readonly detail: string; readonly attribute: string | undefined } {
    const number = MARK.exec(detail)?.[1];
    if (number === undefined) return { detail, attribute: undefined };
    return { detail: detail.replace(MARK, ""), attribute: this.#attributes[Number(number)] ?? "" };
  }

  #marked(path: string, method: Method): Method {
    const rpc = RESPONSES.find((each) => path.endsWith(`/${each}`));
    if (rpc === undefined || method.kind !== "unary") return method;
    return {
      kind: "unary",
      handle: async (request, call) => this.#markAnswer(rpc, await method.handle(request, call)),
    };
  }

  #markAnswer(rpc: (typeof RESPONSES)[number], answer: Uint8Array): Uint8Array {
    const response = tfplugin6.decode(`${rpc}.Response`, answer);
    if (response.diagnostics.length === 0) return answer;
    return tfplugin6.encode(`${rpc}.Response`, {
      ...response,
      diagnostics: response.diagnostics.map((each) => this.#mark(each)),
    });
  }

  #mark(diagnostic: Diagnostic): Diagnostic {
    const number = this.#attributes.push(pathText(diagnostic.attribute)) - 1;
    return { ...diagnostic, detail: `${diagnostic.detail} ⟦${number}⟧` };
  }
}

function pathText(path: AttributePath | undefined): string {
  return (path?.steps ?? [])
    .map(({ attributeName, elementKeyString, elementKeyInt }) => {
      if (attributeName !== undefined) return `.${attributeName}`;
      return `[${elementKeyString === undefined ? elementKeyInt : JSON.stringify(elementKeyString)}]`;
    })
    .join("")
    .replace(/^\./, "");
}
