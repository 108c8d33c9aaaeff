// software.amazon.pay:amazon-pay-api-sdk-java
// The SDK always speaks https; this turns its calls to the emulator before they are signed.
import com.amazon.pay.api.AmazonPayResponse;
import com.amazon.pay.api.PayConfiguration;
import com.amazon.pay.api.WebstoreClient;
import com.amazon.pay.api.exceptions.AmazonPayClientException;
import com.amazon.pay.api.types.Region;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

public class Shop {
    static final URI EMULATOR = URI.create(@BASE_URL@);

    public static void main(String[] arguments) throws Exception {
        String key = new String(Files.readAllBytes(Paths.get(@KEY_FILE@)));
        PayConfiguration configuration = new PayConfiguration()
                .setPublicKeyId(@KEY_ID@)
                .setPrivateKey(key.toCharArray())
                .setRegion(Region.@REGION_NAME@)
                .setAlgorithm("AMZN-PAY-RSASSA-PSS-V2");
        WebstoreClient client = new WebstoreClient(configuration) {
            @Override
            public AmazonPayResponse callAPI(URI uri, String method, Map<String, List<String>> query,
                    String body, Map<String, String> headers) throws AmazonPayClientException {
                String rest = uri.toString().replaceFirst("^https://[^/]+", "");
                return super.callAPI(URI.create(EMULATOR + rest), method, query, body, headers);
            }
        };

        JSONObject details = new JSONObject()
                .put("checkoutReviewReturnUrl", "http://localhost:3000/review");
        JSONObject body = new JSONObject()
                .put("storeId", "amzn1.application-oa2-client.demo")
                .put("webCheckoutDetails", details);
        AmazonPayResponse answer = client.createCheckoutSession(body);
        System.out.println(answer.getStatus() + " " + answer.getRawResponse());
    }
}
