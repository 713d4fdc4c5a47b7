/** The model server of this host, as far as the mode controller does not lead to it. */
@NullMarked
package org.dubnium.fleet.model;

import org.jspecify.annotations.NullMarked;
