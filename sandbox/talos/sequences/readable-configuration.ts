/** What a machine says of a configuration before it does anything with it. */
import { GrpcStatus, type GrpcStatusCode } from "../../../wire/grpc/status";
import { type Configuration, ConfigurationError, checkConfiguration, isComplete, readConfiguration } from "../config";
import { TalosStatus } from "../grpc";
import type { TalosMachine } from "../machine/machine";

/** Up to the version before, a small server of its own answers in maintenance, with words of its own. */
const firstMinorWithOneApid = 13;
/** From here on, a machine in maintenance takes documents without a v1alpha1 one. */
const firstMinorWithPartial = 12;

/** True where the small server of maintenance up to 1.12 answers. */
export function isOldMaintenance(machine: TalosMachine): boolean {
  return machine.active === undefined && machine.minor < firstMinorWithOneApid;
}

/**
 * Reads and checks a configuration that somebody applies.
 * @throws TalosStatus INVALID_ARGUMENT; UNKNOWN for what cannot be read in maintenance up to 1.12.
 */
export function readableConfiguration(machine: TalosMachine, text: string): Configuration {
  const isOld = isOldMaintenance(machine);
  const configuration = orRefuse(
    () => readConfiguration(text, machine.minor),
    isOld ? GrpcStatus.UNKNOWN : GrpcStatus.INVALID_ARGUMENT,
    isOld ? "failed to parse config: " : "",
  );
  const mayBePartial = machine.active === undefined && machine.minor >= firstMinorWithPartial;
  if (!isComplete(configuration) && !mayBePartial) {
    const message =
      "the applied machine configuration doesn't contain v1alpha1 config, did you mean to patch the machine config instead?";
    throw new TalosStatus(GrpcStatus.INVALID_ARGUMENT, message);
  }
  const prefix = isOld ? "configuration validation failed: " : "";
  orRefuse(() => checkConfiguration(configuration, machine.minor), GrpcStatus.INVALID_ARGUMENT, prefix);
  return configuration;
}

function orRefuse<T>(work: () => T, code: GrpcStatusCode, prefix: string): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new TalosStatus(code, prefix + error.message);
  }
}
