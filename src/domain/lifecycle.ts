type Table = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Final<T extends Table> = { [S in keyof T]: keyof T[S] extends never ? S : never }[keyof T] & string;
type Events<T extends Table> = { [S in keyof T]: keyof T[S] }[keyof T] & string;

/** The states of something, and the events that lead from one to another. */
export interface Lifecycle<S extends string, E extends string> {
  readonly states: readonly [S, ...S[]];
  readonly events: readonly E[];
  readonly next: (state: S, event: E) => S | null;
  readonly transition: (event: E) => { readonly from: readonly S[]; readonly to: S };
}

/** A lifecycle as a table: state → event → next state. States, events, column enums and labels derive from it. */
export function lifecycle<const T extends Table>(table: T) {
  type State = keyof T & string;
  const states = Object.keys(table) as [State, ...State[]];
  const events = [...new Set(states.flatMap((state) => Object.keys(table[state]!)))] as Events<T>[];
  const next = (state: State, event: Events<T>) => (table[state]?.[event] as State | undefined) ?? null;
  const isFinal = (state: State): state is Final<T> => Object.keys(table[state]!).length === 0;
  return {
    table,
    states,
    events,
    /** The states from which something can follow. */
    open: states.filter((state) => !isFinal(state)),
    /** The states that stay. */
    final: states.filter(isFinal),
    /** The state that the event leads to, or null when it cannot happen in this state. */
    next,
    /** Where an event leads to and from where, for many at once; refuses one that leads to several states. */
    transition(event: Events<T>): { readonly from: readonly State[]; readonly to: State } {
      const from = states.filter((state) => next(state, event));
      const [to, ...others] = new Set(from.map((state) => next(state, event)!));
      if (!to || others.length) throw new Error(`${event} leads to several states`);
      return { from, to };
    },
    /** True where nothing can follow. */
    isFinal,
  };
}
