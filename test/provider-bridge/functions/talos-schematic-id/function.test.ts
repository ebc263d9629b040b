import { FunctionError } from "../../../../provider-bridge/framework/contract/function-definition";
import { talosSchematicId } from "../../../../provider-bridge/functions/talos-schematic-id/function";

test("The function answers with the id", () => {
  expect(talosSchematicId.call("customization: {}")).toBe(
    "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba",
  );
});

test("The function tells Terraform which argument is wrong, and why", () => {
  expect.assertions(2);
  try {
    talosSchematicId.call("{}\n---\nnot: allowed: here");
  } catch (error) {
    expect(error).toBeInstanceOf(FunctionError);
    expect(error).toMatchObject({ argument: 0 });
  }
});
