import type { Diagnostic } from "../../../../provider-bridge/framework/diagnostics/diagnostic";
import { path } from "../../../../provider-bridge/framework/values/path";
import { UNKNOWN } from "../../../../provider-bridge/framework/values/unknown";
import type { Value } from "../../../../provider-bridge/framework/values/value";
import { legacyWarnings } from "../../../../sandbox/stand-in/legacy/legacy-warnings";
import { loadSchema } from "../../../../sandbox/stand-in/schema/load-schema";
import { publishedProvider } from "../../../../sandbox/stand-in/schema/published-schema";

const published = publishedProvider().resources.get("hcloud_load_balancer");
if (published === undefined) throw new Error("Cannot find the load balancer's schema");
const schema = loadSchema(published);

const warning = (...at: readonly (string | number)[]): Diagnostic => ({
  severity: "warning",
  summary: "Deprecated",
  detail: "",
  path: path(...at),
});
const config = (server: Value) =>
  new Map<string, Value>([["target", [new Map<string, Value>([["server_id", server]])]]]);

describe("warnings of the older SDK", () => {
  it("know no path into a set, and are told once", () => {
    const told = [warning("target", "use_private_ip"), warning("target", "use_private_ip")];
    expect(legacyWarnings(schema, config(1), told)).toEqual([warning("target")]);
  });

  it("are not given of what is not wholly known", () => {
    expect(legacyWarnings(schema, config(UNKNOWN), [warning("target")])).toEqual([]);
  });

  it("are not given beside an error of company, but beside all others, which all stay", () => {
    const error = (summary: string): Diagnostic => ({ severity: "error", summary, detail: "", path: path("name") });
    const wrong = error("Conflicting configuration arguments");
    expect(legacyWarnings(schema, config(1), [warning("name"), wrong, wrong])).toEqual([wrong, wrong]);
    const other = error("Something else");
    expect(legacyWarnings(schema, config(1), [warning("name"), other])).toEqual([warning("name"), other]);
  });
});
