import { defineFunction } from "../../framework/contract/define-function";
import { FunctionError } from "../../framework/contract/function-definition";
import { types } from "../../framework/schema/types";
import { RdnsTemplateError, rdnsNameOf } from "./model";

/** `rdns_name(template, values)`: a reverse DNS name out of a template. */
export const rdnsName = defineFunction({
  summary: "Name for reverse DNS out of a template",
  description:
    "Fills the placeholders of a template, written `{{ name }}`, with values by name, and gives the DNS name in lower case. " +
    "A value `ip` also gives the placeholders `ip-type` (`ipv4` or `ipv6`) and `ip-labels` (the address in the order of reverse DNS, `4.3.2.1`). " +
    "A placeholder without a value, or a result that is no DNS name, is an error.",
  parameters: [
    {
      name: "template",
      type: types.string,
      description: "For instance `{{ hostname }}.{{ cluster-domain }}` or `{{ ip-labels }}.{{ ip-type }}.example.com`.",
    },
    {
      name: "values",
      type: types.map(types.string),
      description: "Values by the name of their placeholder.",
    },
  ],
  returns: types.string,
  call: (template, values) => {
    try {
      return rdnsNameOf(template, values);
    } catch (error) {
      if (error instanceof RdnsTemplateError) throw new FunctionError(error.message, undefined, { cause: error });
      throw error;
    }
  },
});
