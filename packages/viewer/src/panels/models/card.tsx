import { type ReactNode, useId } from "react";
import "./card.css";

/** A titled part of a model's details. */
export function Card(props: {
  readonly title: string;
  /** Beside the title: a count, an action. */
  readonly extra?: ReactNode;
  readonly testId?: string;
  readonly children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section className="card" aria-labelledby={titleId} data-testid={props.testId}>
      <div className="card-head">
        <h3 id={titleId}>{props.title}</h3>
        {props.extra}
      </div>
      {props.children}
    </section>
  );
}
