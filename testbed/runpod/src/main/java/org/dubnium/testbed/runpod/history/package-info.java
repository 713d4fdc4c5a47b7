/** Everything that ever existed and what it cost, for assertions: not part of the API. */
@NullMarked
package org.dubnium.testbed.runpod.history;

import org.jspecify.annotations.NullMarked;
