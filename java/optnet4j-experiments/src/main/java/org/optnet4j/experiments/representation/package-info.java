/** What OptNet layers can represent: layers and projections as quadratic programs, beside their closed forms. */
@NullMarked
package org.optnet4j.experiments.representation;

import org.jspecify.annotations.NullMarked;
