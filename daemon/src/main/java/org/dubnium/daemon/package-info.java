/** The mode controller: the root daemon that observes, judges and switches one workstation. */
@NullMarked
package org.dubnium.daemon;

import org.jspecify.annotations.NullMarked;
