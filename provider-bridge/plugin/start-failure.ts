import { crashText } from "./crash";
import { StartError } from "./start-error";

/** What a person reads who starts a provider by hand. */
export function startedByHandSentence(providerAddress: string): string {
  return (
    `This is a provider for Terraform and OpenTofu ("${providerAddress}") and does nothing by itself: name it under ` +
    "required_providers in a configuration and run terraform or tofu there, which start it when they need it. " +
    "To attach a debugger, start it with --debug"
  );
}

/**
 * Tells why the provider cannot start, and returns the exit code. Terraform shows nothing of stderr by itself, but it
 * does show a first line of stdout that is no handshake: under a host the sentence goes there as well.
 */
export function reportStartFailure(
  error: unknown,
  startedByHost: boolean,
  write: (fileDescriptor: number, text: string) => unknown,
): number {
  if (!(error instanceof StartError)) {
    write(
      2,
      crashText(error, (text) => text),
    );
    return 2;
  }
  const sentence = error.message.replace(/\s+/g, " ");
  write(2, `${sentence}\n`);
  if (startedByHost) {
    write(1, `${sentence.replaceAll("|", "/")}\n`);
  }
  return 1;
}
