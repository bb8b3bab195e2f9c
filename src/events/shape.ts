/** The part of JSON Schema that the wire uses. One shape gives the type, the schema and the validation. */
export type Shape =
  | {
      readonly type: 'string';
      readonly minLength?: number;
      readonly maxLength?: number;
      readonly pattern?: string;
      readonly format?: 'date-time';
      readonly enum?: readonly string[];
      readonly description?: string;
    }
  | {readonly type: 'number' | 'integer'; readonly minimum?: number; readonly maximum?: number; readonly description?: string}
  | {readonly type: 'boolean'; readonly description?: string}
  | {readonly type: 'array'; readonly items: Shape; readonly maxItems?: number; readonly description?: string}
  | ObjectShape;

/** An object: unknown members are allowed and kept, unless `additionalProperties` narrows them. */
export interface ObjectShape {
  readonly type: 'object';
  readonly properties: {readonly [name: string]: Shape};
  readonly required?: readonly string[];
  readonly maxProperties?: number;
  readonly additionalProperties?: Shape;
  readonly description?: string;
}

/** The TypeScript type that a shape describes. */
export type FromShape<S> = S extends {readonly enum: readonly (infer E)[]}
  ? E
  : S extends {readonly type: 'string'}
    ? string
    : S extends {readonly type: 'number' | 'integer'}
      ? number
      : S extends {readonly type: 'boolean'}
        ? boolean
        : S extends {readonly type: 'array'; readonly items: infer I}
          ? FromShape<I>[]
          : S extends {readonly type: 'object'; readonly properties: infer P}
            ? Members<P, S extends {readonly required: readonly (infer R)[]} ? R : never> &
                (S extends {readonly additionalProperties: infer A} ? {[name: string]: FromShape<A>} : unknown)
            : never;

type Members<P, R> = {-readonly [K in keyof P as K extends R ? K : never]: FromShape<P[K]>} & {
  -readonly [K in keyof P as K extends R ? never : K]?: FromShape<P[K]>;
};
