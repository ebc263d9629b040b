/** Which resources a caller asks for: by labels and by id. */

import {
  type IDQuery,
  type LabelQuery,
  type LabelTerm,
  LabelTermOperation,
} from "../../../wire/cosi/generated/resource";
import { GrpcStatus } from "../../../wire/grpc/status";
import { TalosStatus } from "../grpc";
import type { ResourceState } from "./collection";

/** Whether a resource is one of those. */
export type Wanted = (resource: ResourceState) => boolean;

/**
 * Reads the queries of a list or a watch: any of the label queries must hold, and the id must match.
 *
 * @throws TalosStatus INVALID_ARGUMENT for a term or regular expression that means nothing.
 */
export function readQueries(labelQueries: readonly LabelQuery[], idQuery: IDQuery | undefined): Wanted {
  const queries = labelQueries.map(({ terms }) => terms.map(readTerm));
  const pattern = idQuery === undefined ? undefined : readPattern(idQuery.regexp);
  return (resource) => {
    if (pattern !== undefined && !pattern.test(resource.id)) return false;
    return queries.length === 0 || queries.some((terms) => terms.every((holds) => holds(resource.labels)));
  };
}

type Term = (labels: ReadonlyMap<string, string>) => boolean;

function readTerm({ key, op, value, invert }: LabelTerm): Term {
  const holds = readOperation(op, value);
  return (labels) => holds(labels.get(key)) !== invert;
}

function readOperation(op: number, values: readonly string[]): (label: string | undefined) => boolean {
  const [value = ""] = values;
  switch (op) {
    case LabelTermOperation.EXISTS:
      return (label) => label !== undefined;
    case LabelTermOperation.NOT_EXISTS:
      return (label) => label === undefined;
    case LabelTermOperation.EQUAL:
      return (label) => label === value;
    case LabelTermOperation.IN:
      return (label) => label !== undefined && values.includes(label);
    case LabelTermOperation.LT:
      return (label) => label !== undefined && label < value;
    case LabelTermOperation.LTE:
      return (label) => label !== undefined && label <= value;
    case LabelTermOperation.LT_NUMERIC:
      return (label) => label !== undefined && Number.parseFloat(label) < Number.parseFloat(value);
    case LabelTermOperation.LTE_NUMERIC:
      return (label) => label !== undefined && Number.parseFloat(label) <= Number.parseFloat(value);
    default:
      throw new TalosStatus(GrpcStatus.UNIMPLEMENTED, `unsupported label query operator: ${op}`);
  }
}

function readPattern(regexp: string): RegExp {
  try {
    return new RegExp(regexp);
  } catch {
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, `failed to compile regexp: error parsing regexp: \`${regexp}\``);
  }
}
