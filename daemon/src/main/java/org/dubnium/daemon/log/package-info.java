/** What the journal says about transitions and repairs, each kind of event with its id. */
@NullMarked
package org.dubnium.daemon.log;

import org.jspecify.annotations.NullMarked;
