/**
 * What all bindings share: a type of a provider is a class over a table of its attributes. The classes themselves are
 * made by `npm run generate` from the providers' schemas, in generated/; nothing in there is written by hand.
 */
import {
  TerraformDataSource,
  type TerraformMetaArguments,
  TerraformProvider,
  type TerraformProviderGeneratorMetadata,
  TerraformResource,
} from "cdktf";
import type { Construct } from "constructs";
import { type Fields, hclValues, jsonValues } from "./fields";

/** Whose type it is. */
export interface ProviderIdentity extends TerraformProviderGeneratorMetadata {
  readonly providerName: string;
  /** Exact: the lock file of a stack can then be written without asking anybody. */
  readonly providerVersion: string;
}

/** A type of a provider. */
export interface BindingType {
  /** For instance `hcloud_server`. */
  readonly name: string;
  readonly provider: ProviderIdentity;
  readonly fields: Fields;
}

type Values = Readonly<Record<string, unknown>>;

/** A resource; what is wanted of it goes into the JSON as the table of its type says. */
export abstract class ResourceBinding extends TerraformResource {
  private readonly bindingType: BindingType;
  private readonly wanted: Values;

  constructor(scope: Construct, id: string, type: BindingType, config: TerraformMetaArguments) {
    super(scope, id, { ...metaArguments(config), ...typeArguments(type) });
    this.bindingType = type;
    this.wanted = { ...config };
  }

  protected override synthesizeAttributes(): Values {
    return jsonValues(this.bindingType.fields, this.wanted);
  }

  protected override synthesizeHclAttributes(): Values {
    return hclValues(this.bindingType.fields, this.wanted);
  }
}

/** A data source. */
export abstract class DataSourceBinding extends TerraformDataSource {
  private readonly bindingType: BindingType;
  private readonly wanted: Values;

  constructor(scope: Construct, id: string, type: BindingType, config: TerraformMetaArguments) {
    super(scope, id, { ...metaArguments(config), ...typeArguments(type) });
    this.bindingType = type;
    this.wanted = { ...config };
  }

  protected override synthesizeAttributes(): Values {
    return jsonValues(this.bindingType.fields, this.wanted);
  }

  protected override synthesizeHclAttributes(): Values {
    return hclValues(this.bindingType.fields, this.wanted);
  }
}

/** A provider block. */
export abstract class ProviderBinding extends TerraformProvider {
  private readonly bindingType: BindingType;
  private readonly wanted: Values;
  private readonly givenAlias: string | undefined;

  constructor(scope: Construct, id: string, type: BindingType & { readonly source: string }, config: object) {
    super(scope, id, { ...typeArguments(type), terraformProviderSource: type.source });
    this.bindingType = type;
    this.wanted = { ...config };
    this.givenAlias = "alias" in config && typeof config.alias === "string" ? config.alias : undefined;
  }

  /** By what resources choose it among several of the same provider. */
  override get alias(): string | undefined {
    return this.givenAlias;
  }

  protected override synthesizeAttributes(): Values {
    return { ...jsonValues(this.bindingType.fields, this.wanted), ...this.aliasArgument() };
  }

  protected override synthesizeHclAttributes(): Values {
    return { ...hclValues(this.bindingType.fields, this.wanted), ...this.aliasArgument() };
  }

  private aliasArgument(): Values {
    return this.givenAlias === undefined ? {} : { alias: this.givenAlias };
  }
}

function typeArguments({ name, provider }: BindingType) {
  return { terraformResourceType: name, terraformGeneratorMetadata: provider };
}

function metaArguments(config: TerraformMetaArguments): TerraformMetaArguments {
  const { dependsOn, count, provider, lifecycle, forEach, provisioners, connection } = config;
  return {
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(count === undefined ? {} : { count }),
    ...(provider === undefined ? {} : { provider }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(forEach === undefined ? {} : { forEach }),
    ...(provisioners === undefined ? {} : { provisioners }),
    ...(connection === undefined ? {} : { connection }),
  };
}
