package io.coterie.demo.story;

import io.coterie.demo.oracle.Awk;
import io.coterie.demo.oracle.CountedMembers;
import io.coterie.demo.purchases.PurchaseFile;
import java.nio.file.Path;

/// The purchases that a run is told on.
///
/// @param path the file as it was given or made: the independent count reads this one
/// @param generated whether the demo made it
public record Input(Path path, PurchaseFile purchases, boolean generated) {

    CountedMembers countedByAwk(long age) {
        var layout = purchases.layout();
        var columns = layout.columns();
        return new Awk(layout.delimiter(), layout.header(), columns.id(), columns.date(), columns.total())
                .count(path, age);
    }
}
