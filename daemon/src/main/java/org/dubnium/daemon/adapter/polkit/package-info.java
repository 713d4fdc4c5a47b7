/** polkit over D-Bus: who may do what. */
@NullMarked
package org.dubnium.daemon.adapter.polkit;

import org.jspecify.annotations.NullMarked;
