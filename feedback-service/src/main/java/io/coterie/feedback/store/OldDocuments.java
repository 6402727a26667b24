package io.coterie.feedback.store;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Projections;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/// Deletes documents whose time is over, some at a time.
public final class OldDocuments {
    private OldDocuments() {}

    /// How many were found, at most so many. Those that another replica deletes at the same time count, too.
    public static int delete(MongoCollection<?> collection, Bson which, int most) {
        List<BsonValue> ids = collection
                .find(which, BsonDocument.class)
                .projection(Projections.include("_id"))
                .limit(most)
                .map(document -> document.get("_id"))
                .into(new ArrayList<>());
        if (!ids.isEmpty()) {
            collection.deleteMany(in("_id", ids));
        }
        return ids.size();
    }
}
