/** What every program has: its arguments, its exit statuses, its version. */
@NullMarked
package org.dubnium.common.program;

import org.jspecify.annotations.NullMarked;
