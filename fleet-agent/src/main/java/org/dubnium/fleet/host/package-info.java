/** This host, through the mode controller's D-Bus contract and by no other way. */
@NullMarked
package org.dubnium.fleet.host;

import org.jspecify.annotations.NullMarked;
