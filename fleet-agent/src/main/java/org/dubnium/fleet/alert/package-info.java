/** Alert rules, and a pure evaluator that says what fires and resolves. Uses the domain alone. */
@NullMarked
package org.dubnium.fleet.alert;

import org.jspecify.annotations.NullMarked;
