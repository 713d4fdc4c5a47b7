@NullMarked
package org.dubnium.daemon.adapter.polkit;

import org.jspecify.annotations.NullMarked;
